/**
 * What listeners and templates do, as Micrometer observations.
 */
@NullMarked
package io.github.uxd.spring.observation;

import org.jspecify.annotations.NullMarked;
