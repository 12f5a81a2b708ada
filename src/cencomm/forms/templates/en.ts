import type { TemplateSet } from './template.ts';

export const en: TemplateSet = {
  texts: {
    warning: {
      name: 'Warning',
      subject: 'Shipment to inspect',
      body:
        'Please inspect the following shipment on arrival.\n\n{fields}\n\nGrounds for suspicion:\n\n- ' +
        '\n\nPlease report by Feedback whether it was opened and what was found.',
    },
    warningUrgent: {
      name: 'Warning, urgent',
      subject: 'Urgent: shipment to inspect',
      body:
        '**Urgent.** The shipment below is expected shortly. Please hold it until it has been ' +
        'inspected.\n\n{fields}\n\nPlease confirm receipt at once.',
    },
    feedbackPlanned: {
      name: 'Will be opened',
      subject: 'Will be opened',
      body: 'Your warning was received. The shipment will be opened on arrival.\n\n{fields}\n\nThe result will follow.',
    },
    feedbackNothing: {
      name: 'Opened, nothing found',
      subject: 'Opened, nothing found',
      body:
        'The shipment was opened and inspected. The goods agree with the declaration; nothing was ' +
        'found.\n\n{fields}\n\nThe shipment was released.',
    },
    feedbackHit: {
      name: 'Hit',
      subject: 'Hit',
      body: 'The shipment was opened and the suspicion was confirmed.\n\n{fields}\n\nA Seizure message will follow.',
    },
    seizure: {
      name: 'Seizure',
      subject: 'Seizure',
      body: 'The following goods were seized.\n\n{fields}\n\nHow they were found:\n\n- \n\nSamples and pictures:\n\n- ',
    },
    question: {
      name: 'Question on a shipment',
      subject: 'Question on a shipment',
      body:
        'Could you please tell us what is known of the following shipment or firm?\n\n- \n\nWe would need ' +
        'your answer by …',
    },
    reminder: {
      name: 'Reminder',
      subject: 'Reminder: answer wanted',
      body: 'An answer to our message is still wanted. Please let us know how matters stand.',
    },
    daily: {
      name: 'Daily summary',
      subject: 'Daily summary',
      body: 'Summary of the day:\n\n- Warnings sent: \n- Feedback received: \n- Seizures: \n- Still unanswered: ',
    },
    opening: {
      name: 'Start of the operation',
      subject: 'The operation begins',
      body:
        'The operational phase begins today. Please confirm that your contact point is on duty and send all ' +
        'messages through this group.',
    },
    closing: {
      name: 'End of the operation',
      subject: 'The operation ends',
      body: 'The operational phase ends today. Please answer all open warnings and report your last seizures by …',
    },
  },
  labels: {
    product: 'Goods',
    quantity: 'Quantity',
    country: 'Country',
    placeName: 'Place',
    departure: 'Departure',
    transit: 'Transit',
    destination: 'Destination',
    transport: 'Conveyance',
    coverLoad: 'Declared as',
    concealment: 'Concealment',
    vessel: 'Vessel',
    voyage: 'Voyage or flight',
    containerNo: 'Container',
    expectedPlace: 'Expected at',
    expectedOn: 'Expected on',
    answerBy: 'Answer wanted by',
  },
};
