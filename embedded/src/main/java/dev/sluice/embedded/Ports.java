package dev.sluice.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of a data directory: what was asked for, else those of its last run where they are free, else free ones. */
final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    /** Below the range from which systems take the ports of outgoing connections, so that a port is free again next time. */
    private static final int FIRST = 15_000;

    private static final int LAST = 32_000;

    private final Path file;
    private final Properties remembered = new Properties();

    private Ports(Path file) {
        this.file = file;
    }

    static Ports of(Path data) throws IOException {
        Ports ports = new Ports(data.resolve("ports.properties"));
        if (Files.exists(ports.file)) {
            try (Reader reader = Files.newBufferedReader(ports.file)) {
                ports.remembered.load(reader);
            }
        }
        return ports;
    }

    int choose(String what, int asked) throws IOException {
        int port = asked != 0 ? requireFree(what, asked) : lastOrFree(what);
        remembered.setProperty(what, Integer.toString(port));
        try (Writer writer = Files.newBufferedWriter(file)) {
            remembered.store(writer, null);
        }
        return port;
    }

    private static int requireFree(String what, int port) {
        if (!isFree(port)) {
            throw new InfraException(
                    "port " + port + " for " + what + " is taken; stop what listens there, or choose another");
        }
        return port;
    }

    private int lastOrFree(String what) {
        int last = Integer.parseInt(remembered.getProperty(what, "0"));
        int port = last;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (port == 0 || (port != last && remembered.containsValue(Integer.toString(port))) || !isFree(port)) {
            port = random.nextInt(FIRST, LAST);
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
