package org.dl4jlab.data.folder;

import java.math.BigInteger;
import java.util.Comparator;

/** Sorts names as people do: digits by the number they make, in any script, everything else by code point. */
final class NaturalOrder implements Comparator<String> {

    static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        boolean start = true;
        while (i < a.length() && j < b.length()) {
            boolean negative = start && isNegative(a) && isNegative(b);
            if (negative) {
                i++;
                j++;
            }
            int endA = digitsFrom(a, i);
            int endB = digitsFrom(b, j);
            int order;
            if (endA > i && endB > j) {
                order = number(a, i, endA).compareTo(number(b, j, endB));
                order = negative ? -order : order;
                i = endA;
                j = endB;
            } else {
                int codeA = a.codePointAt(i);
                int codeB = b.codePointAt(j);
                order = Integer.compare(codeA, codeB);
                i += Character.charCount(codeA);
                j += Character.charCount(codeB);
            }
            if (order != 0) {
                return order;
            }
            start = false;
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        // Names that differ by leading zeros only are different names.
        return order != 0 ? order : a.compareTo(b);
    }

    private static boolean isNegative(String name) {
        return name.length() > 1 && name.charAt(0) == '-' && digitsFrom(name, 1) == name.length();
    }

    private static int digitsFrom(String name, int from) {
        int at = from;
        while (at < name.length() && Character.isDigit(name.codePointAt(at))) {
            at += Character.charCount(name.codePointAt(at));
        }
        return at;
    }

    private static BigInteger number(String name, int from, int to) {
        StringBuilder digits = new StringBuilder();
        name.substring(from, to).codePoints().forEach(c -> digits.append(Character.digit(c, 10)));
        return new BigInteger(digits.toString());
    }
}
