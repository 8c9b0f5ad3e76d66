package io.github.uxd.spring.boot.autoconfigure;

import java.util.Set;

import io.github.uxd.DirectoryPermissions;
import io.github.uxd.Umask;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Binds octal text, and refuses numbers.
 */
final class OctalConverter implements GenericConverter {

	private static final Set<ConvertiblePair> PAIRS = Set.of(new ConvertiblePair(String.class, Umask.class),
			new ConvertiblePair(Number.class, Umask.class),
			new ConvertiblePair(String.class, DirectoryPermissions.class),
			new ConvertiblePair(Number.class, DirectoryPermissions.class));

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return PAIRS;
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		if (source instanceof Number number) {
			throw new OctalNumberException(number.longValue());
		}
		if (source == null || source.toString().isBlank()) {
			return null;
		}
		return (targetType.getType() == Umask.class) ? Umask.of(source.toString())
				: DirectoryPermissions.of(source.toString());
	}

}
