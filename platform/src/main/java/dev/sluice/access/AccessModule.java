package dev.sluice.access;

import dev.sluice.problem.ProblemKinds;
import dev.sluice.topics.Tenant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AdminSettings.class, AccessSettings.class})
public class AccessModule {

    @Bean
    KeyTable keyTable(DataSource database, Tenant tenant) {
        return new KeyTable(database, tenant);
    }

    @Bean
    KeyRing keyRing(KeyTable table, AdminSettings admin, AccessSettings settings) {
        return new KeyRing(table::all, admin).readEvery(settings.refresh());
    }

    @Bean
    KeyRoutes keyRoutes(KeyTable table, KeyRing ring) {
        return new KeyRoutes(table, ring);
    }

    @Bean
    ProblemKinds keyProblems() {
        return KeyRoutes.problems();
    }

    @Bean
    Sessions sessions(KeyRing ring, DataSource database, Tenant tenant, AccessSettings settings) {
        return new Sessions(ring, new SessionTable(database, tenant), settings);
    }

    @Bean
    SignInLinks signInLinks(KeyRing ring) {
        return new SignInLinks(ring);
    }

    @Bean
    SessionRoutes sessionRoutes(KeyRing ring, Sessions sessions, SignInLinks links) {
        return new SessionRoutes(ring, sessions, links);
    }

    @Bean
    ProblemKinds sessionProblems() {
        return SessionRoutes.problems();
    }

    /** Takes the place of Boot's own, by its name. */
    @Bean
    DispatcherServlet dispatcherServlet(KeyRing ring, Sessions sessions) {
        return new GuardedDispatcherServlet(new Guard(ring, sessions));
    }

    @Bean
    WebMvcConfigurer callers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    @Bean
    @Lazy
    Routes routes(List<HandlerMapping> mappings) {
        return Routes.of(mappings);
    }

    @Bean
    SmartInitializingSingleton routesAreDeclared(ObjectProvider<Routes> routes) {
        return () -> routes.getObject().requireNoneClosed();
    }
}
