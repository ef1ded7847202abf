/** Which address rules does an org have, and what would they say of an address? */
@NullMarked
package com.keeptrusts.security.query.address;

import org.jspecify.annotations.NullMarked;
