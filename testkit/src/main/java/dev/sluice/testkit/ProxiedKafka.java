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

    @Override
    public void close() {
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
