package dev.sluice.reports;

import org.springframework.context.annotation.Configuration;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
public class ReportsModule {}
