type ToggleState = { wanted: boolean; confirmed: boolean }

/**
 * Toggles that show the wanted state at once and the server's state after the response. Clicks during a request send no
 * concurrent request; the last click wins.
 */
export class OptimisticToggles<TAnswer> {
  private readonly pending = new Map<string, ToggleState>()

  /**
   * @param key identifies the toggle
   * @param from the state before the click
   * @param show shows a state
   * @param send requests a state from the server
   * @returns the last response; null if a running request handles this click
   * @throws the error of `send`, after showing the confirmed state
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
