/** What was made of a thing, for the next time that it comes. */
export function once<T, Made>(make: (thing: T) => Made): (thing: T) => Made {
  const made = new Map<T, Made>();
  return (thing) => {
    const known = made.get(thing) ?? make(thing);
    made.set(thing, known);
    return known;
  };
}
