package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.event.UserId;

/** Asks something of a user's account; the user's row is locked before it is decided. */
public interface UserCommand extends Command {

  UserId userId();
}
