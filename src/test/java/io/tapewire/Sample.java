package io.tapewire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** As much of what programs print as fits one frame, by kind: what the benchmarks work on. */
public enum Sample {
    /** Lines of 128 bytes in which only the line end needs escaping. */
    ASCII("2026-11-23 06:30:41.123 [worker-7] io.example.deploy.Copier - copied"
            + " /srv/releases/2026-11-23/lib/module.jar to web-1, 4711 /s.\n"),
    /** What a build prints in colours. */
    COLOURED(
            "[\u001b[1;34mINFO\u001b[m] \u001b[1m--- \u001b[0;32mcompiler:3.16.0:compile\u001b[m \u001b[1m(default)\u001b[m"
                    + " @ \u001b[36mtapewire\u001b[0;1m ---\u001b[m\r\n"
                    + "\u001b[32m✔\u001b[39m \"a test\" \u001b[90m(3 ms)\u001b[39m\r\n"),
    /** Characters of three and four bytes. */
    CJK("漢字とかなの行です。部署完了:文件已复制到服务器😀 배포가 끝났습니다 👩‍💻\n");

    /** The size of each. */
    public static final int BYTES = 64 << 10;

    private final String lines;

    Sample(String lines) {
        this.lines = lines;
    }

    /** The same lines again and again; dots where no more fit. */
    public byte[] utf8() {
        byte[] some = lines.getBytes(UTF_8);
        byte[] all = new byte[BYTES];
        Arrays.fill(all, (byte) '.');
        for (int end = some.length; end <= BYTES; end += some.length) {
            System.arraycopy(some, 0, all, end - some.length, some.length);
        }
        return all;
    }

    /** The whole in pieces of this size, or a bit less so as not to end inside a character. */
    public List<byte[]> pieces(int bytes) {
        byte[] all = utf8();
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < BYTES; ) {
            int to = Math.min(from + bytes, BYTES);
            while (to < BYTES && (all[to] & 0xc0) == 0x80) {
                to--;
            }
            pieces.add(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return pieces;
    }

    /** Bytes as they come from a network: in pieces of any size up to this one, which end anywhere. */
    public static List<byte[]> cutAnywhere(byte[] all, int mostBytes) {
        Random random = new Random(1);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < all.length; ) {
            int to = Math.min(from + mostBytes / 2 + random.nextInt(mostBytes / 2) + 1, all.length);
            pieces.add(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return pieces;
    }
}
