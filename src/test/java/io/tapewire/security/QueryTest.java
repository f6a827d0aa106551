package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource({
        "token=a,                   a",
        "channel=build&token=a,     a",
        "token=a&token=b,           a",
        "tokens=b&token=a,          a",
        "atoken=b&token=a,          a",
        "token=a%2Bb%20c+d,         a+b c d",
        "token=%C3%A9,              é",
        "token=a=b,                 a=b",
        "token=100%,                100%",
        "token=,                    ''",
        "token,                     ''",
        "&&token=a,                 a",
        "%74oken=a,                 a",
    })
    void the_first_value_of_a_name_is_decoded(String query, String value) {
        assertThat(new Query(query).first("token")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"''", "channel=build", "tokens=a", "Token=a", "x=token=a", "x&token2"})
    void a_name_that_is_not_there_has_no_value(String query) {
        assertThat(new Query(query).first("token")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "token=a,                            ''",
        "token,                              ''",
        "'',                                 ''",
        "channel=build&token=a,              ?channel=build",
        "token=a&channel=build&token=b,      ?channel=build",
        "channel=a%2Fb&&token=a&channel=b,   ?channel=a%2Fb&channel=b",
        "tokens=a&token=b,                   ?tokens=a",
        "%74oken=a&x=1,                      ?x=1",
    })
    void a_name_is_left_out_and_the_rest_stays_as_it_was_sent(String query, String rest) {
        assertThat(new Query(query).without("token")).isEqualTo(rest);
    }

    @Test
    void an_address_without_a_query_has_no_parameters() {
        assertThat(Query.of(request(null)).first("token")).isNull();
        assertThat(Query.of(request(null)).without("token")).isEmpty();
        assertThat(Query.of(request("token=a")).first("token")).isEqualTo("a");
    }

    private static HttpServletRequest request(String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                QueryTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    // anything else, getParameter before all, might read the body
                    assertThat(method.getName()).isEqualTo("getQueryString");
                    return query;
                });
    }
}
