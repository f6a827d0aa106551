package io.tapewire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each bound that refuses something counts it, and each that only sets a size or a time does not. */
class RefusedLimitsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.tapewire");

    @ParameterizedTest
    @EnumSource
    void a_bound_counts_its_refusals_if_it_refuses(Limit limit) {
        Limits limits = Limits.STANDARD.with(Limit.MESSAGE_BYTES, 2_000);

        if (limit.refuses()) {
            limits.refused(limit);
            limits.refused(limit);
            assertThat(limits.refusals(limit)).hasValue(2);
            assertThat(limits.with(Limit.MESSAGE_BYTES, 3_000).refusals(limit)).hasValue(0);
        } else {
            assertThat(limits.refusals(limit)).isEmpty();
        }
    }

    @Test
    void exactly_the_bounds_that_refuse_are_counted_somewhere() {
        Set<String> counting = Arrays.stream(Limit.values())
                .filter(Limit::refuses)
                .map(Limit::name)
                .collect(Collectors.toSet());

        assertThat(counted()).isEqualTo(counting);
    }

    /** The bounds that are named in a class where refusals are counted, in a method that counts or hands one to it. */
    private static Set<String> counted() {
        Set<String> counted = new HashSet<>();
        CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(RefusedLimitsTest::countsARefusal)
                .forEach(call -> counted.addAll(limitsOf(call)));
        return counted;
    }

    private static boolean countsARefusal(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Limits.class)
                && call.getTarget().getName().equals("refused");
    }

    /** Those that the method itself names, or, if it is given one, those that its callers in the same class name. */
    private static Set<String> limitsOf(JavaMethodCall call) {
        JavaCodeUnit method = call.getOrigin();
        Set<String> own = named(method);
        return own.isEmpty()
                ? method.getOwner().getMethodCallsFromSelf().stream()
                        .filter(inner -> inner.getTarget().getFullName().equals(method.getFullName()))
                        .flatMap(inner -> named(inner.getOrigin()).stream())
                        .collect(Collectors.toSet())
                : own;
    }

    private static Set<String> named(JavaCodeUnit method) {
        return method.getFieldAccesses().stream()
                .map(JavaFieldAccess::getTarget)
                .filter(field -> field.getOwner().isEquivalentTo(Limit.class))
                .map(field -> field.getName())
                .collect(Collectors.toSet());
    }
}
