package io.tapewire.it;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Properties;

/** Runs in the server, and says which copy of the JOSE library the application gets there. */
@WebServlet("/library")
public class LibraryProbe extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String POM = "META-INF/maven/com.nimbusds/nimbus-jose-jwt/pom.properties";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Properties build = new Properties();
        String itself = "/" + SignedJWT.class.getName().replace('.', '/') + ".class";
        URL place = SignedJWT.class.getResource(itself);
        // from the very same archive as the class
        String archive = place.toString().substring(0, place.toString().length() - itself.length() + 1);
        try (InputStream in = URI.create(archive + POM).toURL().openStream()) {
            build.load(in);
        }
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter()
                .println(build.getProperty("version") + " " + place + " by "
                        + SignedJWT.class.getClassLoader().getClass().getName());
    }
}
