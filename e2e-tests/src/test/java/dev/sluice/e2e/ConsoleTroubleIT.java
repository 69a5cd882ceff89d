package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.TcpProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and networks do to a console. */
@BrowserTest
final class ConsoleTroubleIT {

    private static final int MANY = 100_000;
    private static final String SCRIPT =
            "<script>window.struck = true</script><img src=x onerror='window.struck = true'>";

    @TempDir
    static Path data;

    private static RunningSluice sluice;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(data);
    }

    @AfterAll
    static void stop() {
        if (sluice != null) {
            sluice.close();
        }
    }

    @Test
    void aStoredScriptStaysText() {
        Api api = sluice.api();
        api.post("/v1/ingest/departments", "[{\"id\": 7, \"department\": \"" + SCRIPT + "\"}]", "Prefer", "wait=20");
        api.post("/v1/ingest/jobs", "[{\"id\": \"" + SCRIPT + "\", \"job\": \"" + SCRIPT + "\"}]", "Prefer", "wait=20");
        String letters = api.get("/v1/dead-letters?table=jobs").body();
        String letter = letters.replaceFirst("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");

        try (Browser browser = Browser.start()) {
            Console console = new Console(browser, api.url()).signIn(RunningSluice.ADMIN_KEY);
            console.open("tables/departments").awaitText("<script>");
            console.open("tables/departments/7").awaitText("This row would be stored.");
            console.open("letters?table=jobs").awaitText("<script>");
            console.open("letters/" + letter).awaitText("<script>");
            console.open("").awaitText("accounted for");

            assertThat(console.script("return String(window.struck)")).isEqualTo("undefined");
            assertThat(console.script(
                            "try { document.body.innerHTML = 'x'; return 'taken' } catch (e) { return e.name }"))
                    .isEqualTo("TypeError");
        }
    }

    @Test
    void aRevokedKeyEndsItsSession() {
        Api api = sluice.api();
        String made = api.post("/v1/keys", "{\"name\":\"guest\",\"scopes\":[\"read\"]}")
                .body();
        String id = made.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        String key = made.replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1");

        try (Browser browser = Browser.start()) {
            Console console = new Console(browser, api.url()).signIn(key);
            console.awaitText("The way of a row");
            assertThat(console.text()).doesNotContain("Upload", "Keys");
            api.delete("/v1/keys/" + id);

            console.awaitText("Your session has ended").awaitText("Sign in to Sluice");
        }
    }

    @Test
    void aServerThatIsLostIsSaidAndComesBack() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(URI.create(sluice.api().url()).getPort());
                Browser browser = Browser.start()) {
            Console console = new Console(browser, "http://localhost:" + proxy.port()).signIn(RunningSluice.ADMIN_KEY);
            console.awaitText("The way of a row");
            String before = received();

            proxy.cut();
            console.awaitText("The server does not answer.");
            assertThat(console.text()).contains("The way of a row");
            sluice.api()
                    .post(
                            "/v1/ingest/departments",
                            "[{\"id\": 90, \"department\": \"Back again\"}]",
                            "Prefer",
                            "wait=20");
            proxy.heal();

            console.awaitNoText("The server does not answer.");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Object figure = console.script("return document.querySelector('.term .figure').textContent");
                assertThat(String.valueOf(figure).replace(",", ""))
                        .isEqualTo(received())
                        .isNotEqualTo(before);
            });
        }
    }

    /** As the server says now: it looks every so often, and may not have seen yet what has just come in. */
    private String received() {
        return sluice.api().get("/v1/status").body().replaceFirst(".*?\"received\":(\\d+).*", "$1");
    }

    @Test
    void aHundredThousandDeadLettersAreLeafedThrough() {
        StringBuilder rows = new StringBuilder("id,name,datetime,department_id,job_id\n");
        for (int id = 1; id <= MANY; id++) {
            rows.append(id).append(",,2021-01-01T00:00:00Z,1,1\n");
        }
        Api api = sluice.api();
        Answer upload = api.send(
                "/v1/ingest/hired_employees/uploads",
                "text/csv",
                rows.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(upload.status()).as(upload.body()).isEqualTo(202);
        String receipt = upload.body().replaceFirst(".*\"self\":\"([^\"]+)\".*", "$1");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> api.get(receipt).body().contains("\"state\":\"settled\""));

        try (Browser browser = Browser.start()) {
            Console console = new Console(browser, api.url()).signIn(RunningSluice.ADMIN_KEY);
            console.open("letters?table=hired_employees").awaitText("100,000 letters");

            assertThat(console.count("table.letters tbody tr")).isEqualTo(50);
            console.click("Show more");
            await().until(() -> console.count("table.letters tbody tr") == 100);
            console.open("").awaitText("rows were set aside.").awaitText("100,00");
        }
    }
}
