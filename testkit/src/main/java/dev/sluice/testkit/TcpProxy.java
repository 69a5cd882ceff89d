package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A loopback line with faults, between a client and one of the backends: latency, bandwidth, stall, reset, cut. Faults hold
 * for the connections that are open as well as for later ones, until {@link #heal()}.
 */
public final class TcpProxy implements AutoCloseable {
    private final int targetPort;
    private final LineFaults faults = new LineFaults();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private Thread acceptor;

    private TcpProxy(int port, int targetPort) {
        this.targetPort = targetPort;
        this.listener = listen(port);
        this.port = listener.getLocalPort();
        this.acceptor = accept(listener);
    }

    /** On a free port, to a port of the loopback interface. */
    public static TcpProxy to(int targetPort) {
        return new TcpProxy(0, targetPort);
    }

    public int port() {
        return port;
    }

    /** Each byte arrives this much later; a round trip takes twice as long. */
    public void latency(Duration oneWay) {
        faults.latency(oneWay);
    }

    /** In each direction of each connection. */
    public void bandwidth(long bytesPerSecond) {
        faults.bandwidth(bytesPerSecond);
    }

    /** Connections stay open, and are made, but nothing arrives. What was sent meanwhile arrives after {@link #heal()}. */
    public void stall() {
        faults.stalled(true);
    }

    /** Connections that are open break with a reset; new ones are fine. */
    public void reset() {
        endAll(ProxiedConnection::reset);
    }

    /** Connections that are open end, and new ones are refused. */
    public synchronized void cut() {
        closeListener();
        endAll(ProxiedConnection::close);
    }

    /** A good line again. Connections that broke stay broken. */
    public synchronized void heal() {
        faults.latency(Duration.ZERO);
        faults.bandwidth(Long.MAX_VALUE);
        faults.stalled(false);
        if (listener.isClosed()) {
            listener = listen(port);
            acceptor = accept(listener);
        }
    }

    @Override
    public void close() {
        cut();
        faults.stalled(false);
    }

    private void endAll(Consumer<ProxiedConnection> end) {
        connections.forEach(end);
        connections.clear();
    }

    private Thread accept(ServerSocket from) {
        Thread thread = new Thread(
                () -> {
                    while (!from.isClosed()) {
                        acceptOne(from);
                    }
                },
                "proxy-accept");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void acceptOne(ServerSocket from) {
        try {
            Socket client = from.accept();
            Socket server = new Socket();
            ProxiedConnection connection = new ProxiedConnection(client, server, faults);
            try {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            } catch (IOException e) {
                connection.close();
                return;
            }
            connections.removeIf(other -> !other.isOpen());
            connections.add(connection);
            connection.start();
            if (from.isClosed()) {
                connection.close();
            }
        } catch (IOException e) {
            // The listener was closed; the loop sees it.
        }
    }

    /** A thread that still waits in accept keeps the port open although the listener is closed. */
    private void closeListener() {
        try {
            listener.close();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
