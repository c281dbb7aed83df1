import { type RefObject, useEffect, useRef, useState } from 'react'

/** Pixels: what is narrower is a telephone, where one does not push a table sideways to read a row of it. */
const NARROW = 640

/** Whether the table in a frame is too wide for it on a narrow screen; it is one again as soon as it fits. */
export function useStacked(frame: RefObject<HTMLElement | null>): boolean {
  const [isStacked, setStacked] = useState(false)
  const wanted = useRef(0)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const widths = new ResizeObserver(() => {
      const { clientWidth, scrollWidth } = element
      if (!isStacked && clientWidth < NARROW && scrollWidth > clientWidth) {
        wanted.current = scrollWidth
        setStacked(true)
      }
      if (isStacked && clientWidth >= Math.min(NARROW, wanted.current)) setStacked(false)
    })
    widths.observe(element)
    return () => widths.disconnect()
  }, [frame, isStacked])
  return isStacked
}
