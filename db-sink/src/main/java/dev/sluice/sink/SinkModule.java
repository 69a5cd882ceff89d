package dev.sluice.sink;

import org.springframework.context.annotation.Configuration;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
public class SinkModule {}
