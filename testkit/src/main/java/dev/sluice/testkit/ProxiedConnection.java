package dev.sluice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client's connection and the one made for it. Each direction is a delay line: latency costs no throughput. */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_UNDER_WAY = 64;

    /** @param bytes none at the end of the stream */
    private record Chunk(ByteBuffer bytes, long readAt) {}

    private final Socket client;
    private final Socket server;
    private final LineFaults faults;

    ProxiedConnection(Socket client, Socket server, LineFaults faults) {
        this.client = client;
        this.server = server;
        this.faults = faults;
    }

    void start() {
        connect(client, server);
        connect(server, client);
    }

    boolean isOpen() {
        return !client.isClosed() || !server.isClosed();
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
    }

    /** Both ends see "connection reset by peer". */
    void reset() {
        resetAtClose(client);
        resetAtClose(server);
        close();
    }

    private void connect(Socket from, Socket to) {
        BlockingQueue<Chunk> line = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
        start("proxy-read", () -> read(from.getInputStream(), line));
        start("proxy-write", () -> write(line, to));
    }

    private static void read(InputStream in, BlockingQueue<Chunk> line) throws InterruptedException {
        byte[] buffer = new byte[CHUNK];
        int length;
        do {
            length = readOrEnd(in, buffer);
            line.put(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(length, 0))), System.nanoTime()));
        } while (length > 0);
    }

    private static int readOrEnd(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void write(BlockingQueue<Chunk> line, Socket to) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Chunk chunk = line.take(); chunk.bytes().hasRemaining(); chunk = line.take()) {
            sleepUntil(chunk.readAt() + faults.latencyNanos());
            faults.awaitFlow();
            long begin = System.nanoTime();
            out.write(chunk.bytes().array());
            sleepUntil(begin + faults.transferNanos(chunk.bytes().limit()));
        }
        to.shutdownOutput();
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Whatever breaks one direction ends the connection. */
    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        close();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void resetAtClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
