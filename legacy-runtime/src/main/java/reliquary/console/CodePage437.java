package reliquary.console;

import java.util.HashMap;
import java.util.Map;

/**
 * Code page 437 as the PC's display shows it: every one of the 256 codes is a glyph, also 01h to 1Fh and 7Fh (IBM Personal
 * Computer Technical Reference, appendix C).
 */
public final class CodePage437 {
    // 00h has an empty glyph and stands as a space; FFh, empty too, is the no-break space.
    private static final String GLYPHS = " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
            + " !\"#$%&'()*+,-./0123456789:;<=>?"
            + "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
            + "`abcdefghijklmnopqrstuvwxyz{|}~⌂"
            + "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
            + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
            + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    private static final Map<Character, Integer> CODES = codes();

    private CodePage437() {}

    /** The character that the display shows for {@code code}, 0 to 255. */
    public static char toUnicode(int code) {
        return GLYPHS.charAt(code);
    }

    /** The code, 1 to 255, whose glyph is {@code character}; -1 if the code page has none. */
    public static int fromUnicode(char character) {
        return CODES.getOrDefault(character, -1);
    }

    private static Map<Character, Integer> codes() {
        Map<Character, Integer> codes = new HashMap<>();
        for (int code = GLYPHS.length() - 1; code > 0; code--) {
            codes.put(GLYPHS.charAt(code), code);
        }
        return Map.copyOf(codes);
    }
}
