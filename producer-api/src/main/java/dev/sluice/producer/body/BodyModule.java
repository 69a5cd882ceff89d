package dev.sluice.producer.body;

import dev.sluice.producer.limits.BytesInFlight;
import dev.sluice.producer.limits.ProducerSettings;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads bodies before the handlers run that ask for it. */
@Configuration(proxyBeanMethods = false)
public class BodyModule {
    @Bean
    WebMvcConfigurer bodyReading(ProducerSettings settings, BytesInFlight bytesInFlight) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new BodyArgument());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new BodyReading(settings, bytesInFlight))
                        .order(1000);
            }
        };
    }
}
