package dev.sluice.testkit;

import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * A broker of one test's own whose clients all come through a {@link TcpProxy}, also after the broker has told them where
 * it is. A proxy before a shared broker would be left at the first metadata.
 */
public final class ProxiedKafka implements AutoCloseable {
    private final TcpProxy proxy;
    private final InfraProcess infra;

    private ProxiedKafka(TcpProxy proxy, InfraProcess infra) {
        this.proxy = proxy;
        this.infra = infra;
    }

    /** @param data of the broker; a temporary directory */
    public static ProxiedKafka start(Path data) {
        int port = freePort();
        TcpProxy proxy = TcpProxy.to(port);
        InfraSpec spec =
                InfraSpec.in(data).withoutPostgres().withKafkaPort(port).withAdvertisedKafkaPort(proxy.port());
        return new ProxiedKafka(proxy, InfraProcess.start(spec));
    }

    public String bootstrapServers() {
        return infra.endpoints().bootstrapServers();
    }

    public TcpProxy proxy() {
        return proxy;
    }

    /** Stops the broker where it stands, until {@link #thaw()}: the machine still takes connections and bytes for it. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        long pid = infra.endpoints().kafka().orElseThrow().pid();
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thaw();
        infra.close();
        proxy.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
