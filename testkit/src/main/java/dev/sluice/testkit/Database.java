package dev.sluice.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL database and the superuser to enter it as. */
public record Database(String url, String user, String password) {

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Another one of the same server. */
    Database named(String name) {
        return new Database(url.substring(0, url.lastIndexOf('/') + 1) + name, user, password);
    }

    /** The same one, reached through a proxy. */
    public Database through(TcpProxy proxy) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + url.substring(url.lastIndexOf('/')), user, password);
    }

    /** Where the server listens. */
    public int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
    }
}
