package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::echo, "echo");
        thread.setDaemon(true);
        thread.start();
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void goodLineCarriesEveryByteBothWays() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);

        try (Socket client = connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, sent));
            byte[] received = client.getInputStream().readNBytes(sent.length);
            sending.join();

            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void endOfOneDirectionIsPassedOn() throws Exception {
        try (Socket client = connect()) {
            send(client, new byte[] {7});
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).containsExactly(7);
        }
    }

    @Test
    void latencyDelaysBothWays() throws Exception {
        try (Socket client = connect()) {
            roundTrip(client, 1);
            proxy.latency(Duration.ofMillis(50));

            assertThat(roundTrip(client, 1)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void bandwidthLimitsWhatArrives() throws Exception {
        proxy.bandwidth(1_000_000);

        try (Socket client = connect()) {
            assertThat(roundTrip(client, 200_000)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void stalledLineCarriesNothingUntilItHeals() throws Exception {
        try (Socket client = connect()) {
            roundTrip(client, 1);
            client.setSoTimeout(100);

            proxy.stall();
            send(client, new byte[] {42});
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            client.setSoTimeout(5_000);
            proxy.heal();
            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void resetBreaksOpenConnectionsOnly() throws Exception {
        try (Socket before = connect()) {
            roundTrip(before, 1);

            proxy.reset();

            assertThatThrownBy(() -> before.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        try (Socket next = connect()) {
            assertThat(roundTrip(next, 1)).isPositive();
        }
    }

    @Test
    void cutEndsOpenConnectionsAndRefusesNewOnesUntilItHeals() throws Exception {
        try (Socket client = connect()) {
            roundTrip(client, 1);

            proxy.cut();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(roundTrip(client, 1)).isPositive();
        }
    }

    @Test
    void serverThatIsGoneEndsTheClientsConnection() throws Exception {
        // Bound and not listening: nobody else can get this port meanwhile.
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (TcpProxy nowhere = TcpProxy.to(nobody.getLocalPort());
                    Socket client = connect(nowhere)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private static Socket connect(TcpProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Duration roundTrip(Socket client, int bytes) throws IOException {
        long begin = System.nanoTime();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, new byte[bytes]));
        assertThat(client.getInputStream().readNBytes(bytes)).hasSize(bytes);
        sending.join();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> echo(socket), "echo-one");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream()) {
            in.transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // the test broke the line
        }
    }
}
