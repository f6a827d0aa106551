package io.tapewire.nodes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What this tests is true of each server by itself, and not of several behind a load balancer. The value says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OfOneNode.Condition.class)
public @interface OfOneNode {
    String value();

    /** Leaves it out where the build has several servers. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getElement()
                    .map(element -> element.getAnnotation(OfOneNode.class))
                    .filter(why -> "nodes".equals(System.getProperty("it.server")))
                    .map(why -> ConditionEvaluationResult.disabled(why.value()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("one server"));
        }
    }
}
