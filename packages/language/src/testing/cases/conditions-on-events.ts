import { emailOpen, purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { instant, money } from '../literals.ts'

/** `where` looks at the properties of one event; what it cannot know of an event leaves the event out. */
export const conditionsOnEvents: readonly Situation[] = [
  ...given(
    'laptops, phones, and one that nobody labelled',
    {
      events: [
        purchase('60d', { category: 'laptop', amount: '999', quantity: 1, gift: true }),
        purchase('20d', {
          category: 'laptop',
          amount: '501',
          quantity: 2,
          gift: false,
          labels: ['sale', 'new'],
        }),
        purchase('10d', { category: 'phone', amount: '500', quantity: 3, labels: ['new'] }),
        purchase('9d', { amount: '700', quantity: 4, labels: [] }),
        purchase('8d', { category: 'Laptop', quantity: 5, product: 'X 100%' }),
      ],
    },
    [
      ['count(purchase where category = "laptop" and amount > 500, 30d)', 1],
      ['count(purchase where category = "laptop")', 2],
      ['count(purchase where category != "laptop")', 2],
      ['count(purchase where not category = "laptop")', 3],
      ['count(purchase where category ~= "LAPTOP")', 3],
      ['count(purchase where category is unknown)', 1],
      ['count(purchase where amount is known and amount <= 500)', 1],
      ['sum(purchase.amount where category = "laptop")', money('1500')],
      ['sum(purchase.amount where category = "tablet")', 0],
      ['avg(purchase.amount where category = "tablet")', undefined],
      ['max(purchase.amount where category in ("laptop", "phone"), 30d)', money('501')],
      ['count(purchase where gift)', 1],
      ['count(purchase where not gift)', 4],
      ['count(purchase where gift = false)', 1],
      ['count(purchase where gift != true)', 1],
      ['count(purchase where labels any of ("sale"))', 1],
      ['count(purchase where labels all of ("new", "sale"))', 1],
      ['count(purchase where labels none of ("sale"))', 2],
      ['count(purchase where labels is unknown)', 2],
      ['count(purchase where product ends with "%")', 1],
      ['count(purchase where amount / quantity > 300)', 1],
      ['count(purchase where amount * 2 > 1400)', 1],
      ['sum(purchase.quantity where amount is unknown or quantity >= 4)', 9],
      ['first(purchase.quantity where amount >= 500, 30d)', 2],
      ['last(purchase where category = "laptop")', instant('2026-02-26T12:00Z')],
      ['did(purchase where category = "phone" and amount < 500)', false],
      ['never(purchase where category = "tablet")', true],
      ['distinct(purchase.category where quantity > 1)', 3],
      ['count(purchase where if(gift, quantity, 10) = 10)', 4],
      ['count(purchase where coalesce(category, "none") = "none")', 1],
      ['count(purchase where lower(category) = "laptop")', 3],
    ],
  ),
  ...given(
    'pages with hostile names',
    {
      events: [
        visit('6d', { page: '/a%b' }),
        visit('5d', { page: '/aXb' }),
        visit('4d', { page: '/a_b' }),
        visit('3d', { page: `/it's "quoted"` }),
        visit('2d', { page: '/back\\slash' }),
        visit('1d', { page: '/😀' }),
      ],
    },
    [
      ['count(visit where page contains "%")', 1],
      ['count(visit where page = "/a_b")', 1],
      ['count(visit where page contains "a_b")', 1],
      ['count(visit where page contains "\'s \\"q")', 1],
      ['count(visit where page ends with "k\\\\slash")', 1],
      ['count(visit where length(page) = 2)', 1],
      ['count(visit where page matches "^/a.b$")', 3],
      ['count(visit where page in ("/a%b", "/😀"))', 2],
    ],
  ),
  ...given(
    'e-mails opened, one without a subject',
    {
      events: [
        emailOpen('3d', { subject: 'Sale: −50 % “today”' }),
        emailOpen('2d', { subject: '' }),
        emailOpen('1d'),
      ],
    },
    [
      ['did(email_open where subject contains "%", 7d)', true],
      ['did(email_open where subject contains "%", 60h)', false],
      ['count(email_open where subject = "")', 1],
      ['count(email_open where not subject contains "Sale")', 2],
      ['never(email_open where subject starts with "sale")', true],
    ],
  ),
]
