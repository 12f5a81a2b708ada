import type { TemplateSet } from './template.ts';

export const es: TemplateSet = {
  texts: {
    warning: {
      name: 'Alerta',
      subject: 'Envío por inspeccionar',
      body:
        'Se ruega inspeccionar el siguiente envío a su llegada.\n\n{fields}\n\nMotivos de sospecha:\n\n- ' +
        '\n\nSírvanse comunicar mediante un mensaje de Respuesta si fue abierto y qué se encontró.',
    },
    warningUrgent: {
      name: 'Alerta urgente',
      subject: 'Urgente: envío por inspeccionar',
      body:
        '**Urgente.** Se espera en breve el envío indicado a continuación. Se ruega retenerlo hasta su ' +
        'inspección.\n\n{fields}\n\nSírvanse acusar recibo de inmediato.',
    },
    feedbackPlanned: {
      name: 'Será abierto',
      subject: 'Será abierto',
      body: 'Hemos recibido su alerta. El envío será abierto a su llegada.\n\n{fields}\n\nComunicaremos el resultado.',
    },
    feedbackNothing: {
      name: 'Abierto, sin hallazgos',
      subject: 'Abierto, sin hallazgos',
      body:
        'El envío fue abierto e inspeccionado. La mercancía corresponde a lo declarado; no se encontró ' +
        'nada.\n\n{fields}\n\nSe autorizó el levante.',
    },
    feedbackHit: {
      name: 'Resultado positivo',
      subject: 'Resultado positivo',
      body: 'El envío fue abierto y la sospecha se confirmó.\n\n{fields}\n\nSeguirá un mensaje de Incautación.',
    },
    seizure: {
      name: 'Incautación',
      subject: 'Incautación',
      body:
        'Se incautaron las siguientes mercancías.\n\n{fields}\n\nCómo se descubrieron:\n\n- \n\nMuestras y ' +
        'fotografías:\n\n- ',
    },
    question: {
      name: 'Consulta sobre un envío',
      subject: 'Consulta sobre un envío',
      body:
        '¿Podrían indicarnos qué se sabe del siguiente envío o empresa?\n\n- \n\nAgradeceríamos su respuesta ' +
        'antes del …',
    },
    reminder: {
      name: 'Recordatorio',
      subject: 'Recordatorio: respuesta pendiente',
      body: 'Seguimos a la espera de una respuesta a nuestro mensaje. Sírvanse informarnos del estado del asunto.',
    },
    daily: {
      name: 'Resumen del día',
      subject: 'Resumen del día',
      body:
        'Resumen de la jornada:\n\n- Alertas enviadas: \n- Respuestas recibidas: \n- Incautaciones: \n- Sin ' +
        'respuesta: ',
    },
    opening: {
      name: 'Inicio de la operación',
      subject: 'Inicio de la operación',
      body:
        'Hoy comienza la fase operativa. Sírvanse confirmar que su punto de contacto está de servicio y ' +
        'enviar todos los mensajes en este grupo.',
    },
    closing: {
      name: 'Fin de la operación',
      subject: 'Fin de la operación',
      body:
        'Hoy termina la fase operativa. Sírvanse responder a todas las alertas abiertas y comunicar sus ' +
        'últimas incautaciones antes del …',
    },
  },
  labels: {
    product: 'Mercancía',
    quantity: 'Cantidad',
    country: 'País',
    placeName: 'Lugar',
    departure: 'Salida',
    transit: 'Tránsito',
    destination: 'Destino',
    transport: 'Medio de transporte',
    coverLoad: 'Declarado como',
    concealment: 'Ocultación',
    vessel: 'Buque',
    voyage: 'Viaje o vuelo',
    containerNo: 'Contenedor',
    expectedPlace: 'Llegada prevista a',
    expectedOn: 'Fecha prevista',
    answerBy: 'Respuesta antes del',
  },
};
