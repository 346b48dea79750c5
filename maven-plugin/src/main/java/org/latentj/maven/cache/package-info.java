/** Pictures that were generated before, by any project of this user. */
package org.latentj.maven.cache;
