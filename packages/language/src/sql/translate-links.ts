import type { ScoreLink } from '../ast/scorer.ts'
import type { Fragment } from './fragment.ts'
import { translateLines, translateSteps } from './translate-curve.ts'
import { translateExponential, translateLogistic } from './translate-exponential.ts'
import type { Translation } from './translation.ts'

/** What becomes of a sum, one link after the other. */
export function translateLinks(
  links: readonly ScoreLink[],
  sum: Fragment,
  translation: Translation,
): Fragment {
  return links.reduce((value, link) => translateLink(link, value, translation), sum)
}

function translateLink(link: ScoreLink, x: Fragment, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  switch (link.kind) {
    case 'logistic':
      return translateLogistic(x, translation)
    case 'exp':
      return translateExponential(x, translation)
    case 'platt': {
      const [slope, intercept] = [link.slope, link.intercept].map(each => parameters.bind('Float64', each))
      return translateLogistic(fragments.known([`(${slope} * `, ` + ${intercept})`], x), translation)
    }
    case 'isotonic':
      return link.between === 'lines'
        ? translateLines(link, x, translation)
        : translateSteps(link, x, translation)
  }
}
