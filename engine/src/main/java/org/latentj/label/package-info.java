/** Choices by the names that users give them. */
package org.latentj.label;
