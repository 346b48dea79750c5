/**
 * What becomes of generated pictures: sizes, formats, transparency, sprite sheets, placeholders.
 */
package org.latentj.maven.output;
