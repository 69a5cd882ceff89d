package dev.sluice.platform;

import org.springframework.context.annotation.Configuration;

/** The door of the platform: what every stage imports. */
@Configuration(proxyBeanMethods = false)
public class PlatformModule {}
