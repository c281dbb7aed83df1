import type { FittedModel } from '@kindred/engine'
import { modelCurves } from './pictures/model-curves.ts'
import { reportPage } from './report-page.ts'
import {
  modelCard,
  modelFeatures,
  modelFigures,
  modelSegments,
  modelSummary,
  modelThreshold,
  modelTried,
} from './sections/model-sections.ts'
import { modelUplift } from './sections/uplift-section.ts'

/** A trained version of a model as one page for people, with the pictures of how good it is. */
export function modelReport(model: FittedModel): string {
  return reportPage({
    title: `${model.id}, version ${model.version}: a trained model`,
    summary: modelSummary(model),
    sections: [
      { id: 'figures', title: 'How good it is', body: modelFigures(model) },
      ...(model.card.judged.curves.tenths.length === 0
        ? []
        : [{ id: 'curves', title: 'In pictures', body: modelCurves(model) }]),
      ...(model.card.uplift === undefined
        ? []
        : [{ id: 'uplift', title: 'What treatments change', body: modelUplift(model) }]),
      { id: 'threshold', title: 'Whom to treat', body: modelThreshold(model) },
      { id: 'features', title: 'What it goes by', body: modelFeatures(model) },
      { id: 'segments', title: 'By segment', body: modelSegments(model) },
      { id: 'tried', title: 'What was tried', body: modelTried(model) },
      { id: 'card', title: 'How it was made', body: modelCard(model) },
    ],
  })
}
