package io.tapewire.it;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes pictures of text smaller: of their colours 256 stay at most, and each other becomes the nearest of these. */
final class Palette {
    private static final int COLOURS = 256;
    /** Square of a distance that nobody sees. */
    private static final int NEAR = 100;

    private final List<Integer> colours;
    private final Map<Integer, Integer> nearest = new HashMap<>();

    private Palette(List<Integer> colours) {
        this.colours = colours;
    }

    static byte[] shrink(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels(picture)) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> chosen = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(colour ->
                        chosen.size() < COLOURS && chosen.stream().noneMatch(each -> distance(each, colour) < NEAR))
                .forEach(chosen::add);
        Palette palette = new Palette(chosen);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(palette.of(picture), "png", out);
        return out.toByteArray();
    }

    private BufferedImage of(BufferedImage picture) {
        int[] map = colours.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model = new IndexColorModel(8, map.length, map, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage made =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        int[] pixels = pixels(picture);
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(pixels[i], this::indexOf);
            made.getRaster().setSample(i % picture.getWidth(), i / picture.getWidth(), 0, index);
        }
        return made;
    }

    private int indexOf(int colour) {
        return colours.indexOf(colours.stream()
                .min(Comparator.comparingInt(each -> distance(each, colour)))
                .orElseThrow());
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 255) - (b >> 16 & 255);
        int green = (a >> 8 & 255) - (b >> 8 & 255);
        int blue = (a & 255) - (b & 255);
        return red * red + green * green + blue * blue;
    }

    private static int[] pixels(BufferedImage picture) {
        int width = picture.getWidth();
        return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    }
}
