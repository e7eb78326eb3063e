type ToggleState = { wanted: boolean; confirmed: boolean }

/**
 * OptimisticToggles that show what the reader wants at once, and the server's word when it comes. Whoever clicks faster than the
 * server answers gets one request at a time, and the last click counts.
 */
export class OptimisticToggles<TAnswer> {
  private readonly pending = new Map<string, ToggleState>()

  /**
   * @param key what is switched
   * @param from how it stood when it was clicked
   * @param show draws a state that is only hoped for
   * @param send asks the server for a state
   * @returns the server's last answer; null when another click goes on from here
   * @throws the server's error, after `show` drew the state that holds
   */
  async toggle(key: string, from: boolean, show: (on: boolean) => void, send: (on: boolean) => Promise<TAnswer>): Promise<TAnswer | null> {
    show(!from)
    const running = this.pending.get(key)
    if (running !== undefined) {
      running.wanted = !from
      return null
    }
    const it: ToggleState = { wanted: !from, confirmed: from }
    this.pending.set(key, it)
    let answer: TAnswer | null = null
    try {
      while (it.wanted !== it.confirmed) {
        const asked = it.wanted
        answer = await send(asked)
        it.confirmed = asked
      }
      return answer
    } catch (error) {
      if (it.wanted !== it.confirmed) show(it.confirmed)
      throw error
    } finally {
      this.pending.delete(key)
    }
  }
}
