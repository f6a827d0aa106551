package io.tapewire.cli.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final StringBuilder printed = new StringBuilder();
    private final List<String> notes = new ArrayList<>();
    private final Screen screen = new Screen() {
        @Override
        public void print(String output) {
            printed.append(output);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    };
    private final Messages messages = new Messages(screen, null);

    @Test
    void output_is_printed_and_its_position_remembered() throws Exception {
        take("{'type':'subscribed','channel':'c','epoch':'e','offset':2,'data':{'recovered':false,'state':'[1m'}}");
        take("{'type':'terminal_output','channel':'c','epoch':'e','first':3,'offset':5,'data':{'output':'abc'}}");
        assertThat(printed).hasToString("[1mabc");
        assertThat(messages.position()).isEqualTo(new Position("e", 5));
        assertThat(notes).isEmpty();
    }

    @Test
    void what_is_missing_is_named_and_the_position_is_behind_it() throws Exception {
        take("{'type':'subscribed','channel':'c','epoch':'e','offset':2,'data':{'recovered':false}}");
        take("{'type':'gap','channel':'c','epoch':'e','data':{'from':3,'to':9,'reason':'evicted','state':'[2m'}}");
        assertThat(notes).containsExactly("records 3 to 9 are missing: evicted");
        assertThat(printed).hasToString("[2m");
        assertThat(messages.position()).isEqualTo(new Position("e", 9));
    }

    @Test
    void a_channel_that_has_begun_anew_is_told() throws Exception {
        take("{'type':'subscribed','channel':'c','epoch':'e','offset':2,'data':{'recovered':false}}");
        take("{'type':'subscribed','channel':'c','epoch':'f','offset':0,'data':{'recovered':false}}");
        assertThat(notes).containsExactly("the channel does not continue where it was");
        assertThat(messages.position()).isEqualTo(new Position("f", 0));
    }

    @Test
    void other_messages_are_notes_and_move_the_position() throws Exception {
        take("{'type':'subscribed','channel':'c','epoch':'e','offset':0,'data':{'recovered':false}}");
        take("{'type':'notification','channel':'c','epoch':'e','offset':1,'data':{'title':'Done','message':'green'}}");
        take("{'type':'task_status','channel':'c','epoch':'e','offset':2,'data':{'taskId':'t','status':'ok'}}");
        take("{'type':'run_ended','channel':'c','epoch':'e','offset':3,'data':{'outcome':'finished','exit':2}}");
        take("{'type':'of_the_future','channel':'c','epoch':'e','offset':4,'data':{}}");
        take("{'type':'connected','data':{'message':'hello'}}");
        assertThat(notes).containsExactly("Done: green", "task t: ok", "the program has ended: finished, status 2");
        assertThat(messages.position()).isEqualTo(new Position("e", 4));
    }

    @Test
    void a_refusal_is_final() throws Exception {
        take("{'type':'error','data':{'code':'forbidden','message':'no'}}");
        assertThat(messages.refusal()).isEqualTo("no");
    }

    private void take(String json) throws JsonParserException {
        messages.take(JsonParser.object().from(json.replace('\'', '"')));
    }
}
