package io.tapewire.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** IP addresses that begin with the same bits, written as {@code 10.0.0.0/8}, or as one address. Immutable. */
final class AddressRange {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int IPV6_NETWORK_BITS = 64;
    private static final int IPV6_BYTES = 16;

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it has another shape */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        byte[] address = parse(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * Byte.SIZE;
        if (slash >= 0) {
            String length = text.substring(slash + 1);
            if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
                throw new IllegalArgumentException("an address range ends with the number of bits that are the same");
            }
            bits = Integer.parseInt(length);
        }
        return new AddressRange(address, bits);
    }

    /** Whether it is written as an address. A name is none, so nothing is looked up. */
    static boolean isAddress(String text) {
        try {
            return parse(text).length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** The network of one user: an IPv4 address by itself, or the first half of an IPv6 address. */
    static String networkOf(String address) {
        byte[] bytes = isAddress(address) ? parse(address) : new byte[0];
        return bytes.length == IPV6_BYTES
                ? Arrays.toString(Arrays.copyOf(bytes, IPV6_NETWORK_BITS / Byte.SIZE))
                : address;
    }

    boolean contains(String address) {
        if (!isAddress(address)) {
            return false;
        }
        byte[] other = parse(address);
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((other[bit / Byte.SIZE] & mask) != (network[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] parse(String text) {
        // a container may give an IPv6 address in brackets and with its interface
        String plain = text.replaceAll("^\\[|]$|%.*$", "");
        if (!ADDRESS.matcher(plain).matches()) {
            throw new IllegalArgumentException("this is no IP address");
        }
        try {
            return InetAddress.getByName(plain).getAddress();
        } catch (UnknownHostException bad) {
            throw new IllegalArgumentException("this is no IP address", bad);
        }
    }
}
