/** How a user names a model: {@code miniature}, a folder or file, {@code hf:...} or an address. */
package org.latentj.models.source;
