package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import org.junit.jupiter.api.Test;

class TenantTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(Tenant.class)).isEqualTo(new Tenant(""));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(Tenant.class, "sluice.prefix=acme.")).isEqualTo(new Tenant("acme."));
    }

    @Test
    void aPrefixThatNoTopicMayHaveIsRefused() {
        assertThatThrownBy(() -> Bound.of(Tenant.class, "sluice.prefix=a/b"))
                .rootCause()
                .hasMessage("sluice.prefix must be at most 40 of the characters a-z A-Z 0-9 . _ - but is a/b");
    }

    @Test
    void thePrefixIsPartOfEveryNameThatOutlivesAProcess() {
        Tenant tenant = new Tenant("Acme-1.");

        assertThat(tenant.topics().raw("jobs")).isEqualTo("Acme-1.jobs.raw");
        assertThat(tenant.name("sink")).isEqualTo("Acme-1.sluice.sink");
        assertThat(tenant.schema()).isEqualTo("acme_1_sluice");
        assertThat(tenant.tables()).isEqualTo("acme_1_tables");
    }

    @Test
    void withoutAPrefixNamesArePlain() {
        Tenant tenant = new Tenant("");

        assertThat(tenant.name("sink")).isEqualTo("sluice.sink");
        assertThat(tenant.schema()).isEqualTo("sluice");
        assertThat(tenant.tables()).isEqualTo("public");
    }
}
