package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.user.PasswordForm;

/**
 * Which form to show somebody who wants another password.
 *
 * @param reauthenticationRequired whether a re-authentication is to come first
 * @param secondFactorRequired whether the form asks for a second factor itself
 * @param minimumLength of a new password, in code points
 * @param maximumLength of a new password, in code points
 */
public record PasswordFormAnswer(
    PasswordForm form,
    boolean reauthenticationRequired,
    boolean secondFactorRequired,
    int minimumLength,
    int maximumLength) {}
