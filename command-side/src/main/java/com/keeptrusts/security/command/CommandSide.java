package com.keeptrusts.security.command;

import org.springframework.context.annotation.Configuration;

/** What the command side is made of; the applications import it. */
@Configuration(proxyBeanMethods = false)
public class CommandSide {}
