import { given, type Situation } from '../given.ts'

export const tags: readonly Situation[] = [
  ...given('three interests', { attributes: { interests: ['golf', 'wine', 'O\'Neil "x"'] } }, [
    ['interests any of ("golf")', true],
    ['interests any of ("Golf")', false],
    ['interests any of ("chess", "wine")', true],
    ['interests any of ("chess")', false],
    ['interests all of ("golf", "wine")', true],
    ['interests all of ("golf", "chess")', false],
    ['interests all of ("golf", "golf")', true],
    ['interests none of ("chess", "go")', true],
    ['interests none of ("chess", "golf")', false],
    ['not interests any of ("golf")', false],
    [`interests any of ("O'Neil \\"x\\"")`, true],
    ['interests is known', true],
    ['interests any of ("gol")', false],
    ['interests any of ("")', false],
  ]),
  ...given('no interests, and that is known', { attributes: { interests: [] } }, [
    ['interests is known', true],
    ['interests any of ("golf")', false],
    ['interests all of ("golf")', false],
    ['interests none of ("golf")', true],
    ['not interests any of ("golf")', true],
  ]),
  ...given('an interest without a name and one of one emoji', { attributes: { interests: ['', '⛳'] } }, [
    ['interests any of ("")', true],
    ['interests all of ("", "⛳")', true],
    ['interests none of ("golf")', true],
  ]),
]
