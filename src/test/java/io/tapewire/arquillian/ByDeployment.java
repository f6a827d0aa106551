package io.tapewire.arquillian;

import java.util.Comparator;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs test classes with the same base one after the other, because they have the same {@link SharedDeployment}. */
public class ByDeployment implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(
                        each -> each.getTestClass().getSuperclass().getName()));
    }
}
