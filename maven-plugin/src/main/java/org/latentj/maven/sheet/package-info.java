/** The contact sheet: one HTML file that shows all assets and where they come from. */
package org.latentj.maven.sheet;
