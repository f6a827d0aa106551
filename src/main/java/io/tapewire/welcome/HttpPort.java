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

/** Finds the server's HTTP port. There is no portable way, so each server has its own. */
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
        // only Payara has these keys. On Micro the port key has the template's port, not the configured one, so its
        // API is used. The full server has Micro's API, too, but logs a stack trace when it is called
        return MICRO.equals(config.getOptionalValue("payara.instance.type", String.class)
                        .orElse(""))
                ? ofPayaraMicro()
                : config.getOptionalValue("payara.instance.http.port", Integer.class)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    /** Uses Micro's API by reflection, so that the jar does not depend on it. */
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
            LOG.log(Logger.Level.DEBUG, "Cannot read Payara Micro's port", e);
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
            LOG.log(Logger.Level.DEBUG, "Cannot read WildFly's port", e);
            return OptionalInt.empty();
        }
    }
}
