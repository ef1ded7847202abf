package com.keeptrusts.security.query;

import org.springframework.context.annotation.Configuration;

/** What the query side is made of; the applications import it. */
@Configuration(proxyBeanMethods = false)
public class QuerySide {}
