package io.github.uxd.spring.boot.autoconfigure;

import java.util.Locale;

/**
 * A property for octal text was given a number. YAML reads {@code 0077} without quotes as
 * the number 63, which nobody can tell from a 63 that was meant to be octal.
 */
public class OctalNumberException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final long number;

	OctalNumberException(long number) {
		super("The number " + number + " arrived where octal text in quotes is due: write " + suggest(number));
		this.number = number;
	}

	private static String suggest(long number) {
		if (number < 0 || number > 07777) {
			return "octal digits such as \"0077\"";
		}
		String digits = String.format(Locale.ROOT, "%04o", number);
		String readAsOctal = String.format(Locale.ROOT, "%04d", number);
		boolean ambiguous = readAsOctal.matches("[0-7]+") && !readAsOctal.equals(digits);
		return "\"" + digits + "\""
				+ (ambiguous ? " if you wrote " + digits + ", or \"" + readAsOctal + "\" if you wrote " + number : "");
	}

	/**
	 * Return the number that arrived.
	 * @return the number
	 */
	public long getNumber() {
		return this.number;
	}

	/**
	 * Return what to write instead.
	 * @return the value in quotes, such as {@code "0077"}
	 */
	public String getSuggestion() {
		return suggest(this.number);
	}

}
