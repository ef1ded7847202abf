package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * May a request with this session, about this org, from this address pass? Without an org it is
 * about the user's own account (rule DEC-1).
 */
public record Question(
    Sha256 sessionTokenHash, @Nullable OrgId org, @Nullable ClientAddress clientAddress) {}
