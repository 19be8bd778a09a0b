'use strict';

/** What the rooms of `url_pattern` throw for a pattern, or a part of a URL, that the standard refuses. */
class InvalidPattern extends Error {}

module.exports = { InvalidPattern };
