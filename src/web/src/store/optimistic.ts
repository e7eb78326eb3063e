type Switch = { wanted: boolean; confirmed: boolean }

/**
 * Switches that show what the reader wants at once, and the server's word when it comes. Whoever clicks faster than the
 * server answers gets one request at a time, and the last click counts.
 */
export class Switches<TAnswer> {
  private readonly underWay = new Map<string, Switch>()

  /**
   * @param key what is switched
   * @param from how it stood when it was clicked
   * @param show draws a state that is only hoped for
   * @param send asks the server for a state
   * @returns the server's last answer; null when another click goes on from here
   * @throws the server's refusal, after `show` drew the state that holds
   */
  async flip(key: string, from: boolean, show: (on: boolean) => void, send: (on: boolean) => Promise<TAnswer>): Promise<TAnswer | null> {
    show(!from)
    const running = this.underWay.get(key)
    if (running !== undefined) {
      running.wanted = !from
      return null
    }
    const it: Switch = { wanted: !from, confirmed: from }
    this.underWay.set(key, it)
    let answer: TAnswer | null = null
    try {
      while (it.wanted !== it.confirmed) {
        const asked = it.wanted
        answer = await send(asked)
        it.confirmed = asked
      }
      return answer
    } catch (refusal) {
      if (it.wanted !== it.confirmed) show(it.confirmed)
      throw refusal
    } finally {
      this.underWay.delete(key)
    }
  }
}
