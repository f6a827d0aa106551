package io.tapewire.welcome;

import java.lang.System.Logger;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalInt;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Finds out on which port this server speaks HTTP; there is no portable way, so each server is asked in its own. */
final class HttpPort {
    private static final Logger LOG = System.getLogger(HttpPort.class.getName());
    private static final int USUAL = 8080;
    private static final String MICRO = "MICRO";

    private HttpPort() {}

    static int find() {
        return ofPayara().orElseGet(() -> ofWildFly().orElse(USUAL));
    }

    private static OptionalInt ofPayara() {
        Config config = ConfigProvider.getConfig();
        // not said by other servers. Of Micro this has the port of its template, not the one that it was told to take;
        // the
        // full server has Micro's API as well, and logs a stack trace when that is asked for
        return MICRO.equals(config.getOptionalValue("payara.instance.type", String.class)
                        .orElse(""))
                ? ofPayaraMicro()
                : config.getOptionalValue("payara.instance.http.port", Integer.class)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    /** By its API, through reflection, so that the jar needs no class of it. */
    private static OptionalInt ofPayaraMicro() {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Object boot = loader.loadClass("fish.payara.micro.PayaraMicro")
                    .getMethod("getInstance")
                    .invoke(null);
            Object runtime = ask(loader, "fish.payara.micro.boot.PayaraMicroBoot", "getRuntime", boot);
            Object descriptor = ask(loader, "fish.payara.micro.PayaraMicroRuntime", "getLocalDescriptor", runtime);
            Object ports = ask(loader, "fish.payara.micro.data.InstanceDescriptor", "getHttpPorts", descriptor);
            return ((List<?>) ports).stream().mapToInt(port -> (Integer) port).findFirst();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Logger.Level.DEBUG, "Payara Micro did not say its port", e);
            return OptionalInt.empty();
        }
    }

    private static Object ask(ClassLoader loader, String type, String method, Object target)
            throws ReflectiveOperationException {
        return loader.loadClass(type).getMethod(method).invoke(target);
    }

    private static OptionalInt ofWildFly() {
        try {
            Object port = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("jboss.as:socket-binding-group=standard-sockets,socket-binding=http"),
                            "boundPort");
            return port instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (InstanceNotFoundException otherServer) {
            return OptionalInt.empty();
        } catch (JMException e) {
            LOG.log(Logger.Level.DEBUG, "WildFly did not say its port", e);
            return OptionalInt.empty();
        }
    }
}
