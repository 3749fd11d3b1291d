/**
 * What was made of a thing, for the next time that it comes.
 * @param most things that are held; then it begins anew
 */
export function once<T, Made>(make: (thing: T) => Made, most = Number.POSITIVE_INFINITY): (thing: T) => Made {
  const made = new Map<T, Made>();
  return (thing) => {
    const known = made.get(thing);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const anew = make(thing);
    made.set(thing, anew);
    return anew;
  };
}
