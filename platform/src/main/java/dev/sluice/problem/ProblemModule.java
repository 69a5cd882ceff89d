package dev.sluice.problem;

import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class ProblemModule {

    @Bean
    ProblemKinds commonProblems() {
        return Problems.kinds();
    }

    @Bean
    ProblemCatalogue problemCatalogue(List<ProblemKinds> modules) {
        return ProblemCatalogue.of(modules);
    }

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }

    @Bean
    BrokenAnswers brokenAnswers() {
        return new BrokenAnswers();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return tomcat -> {
            tomcat.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve()));
            // A table called "..%2f" is an unknown table and not a broken request.
            tomcat.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling("passthrough");
                connector.setEncodedReverseSolidusHandling("passthrough");
            });
        };
    }
}
