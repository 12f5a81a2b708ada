import type { TemplateSet } from './template.ts';

export const pt: TemplateSet = {
  texts: {
    warning: {
      name: 'Alerta',
      subject: 'Remessa a inspecionar',
      body:
        'Solicita-se a inspeção da seguinte remessa à chegada.\n\n{fields}\n\nMotivos de suspeita:\n\n- ' +
        '\n\nQueiram comunicar, por mensagem de Retorno, se foi aberta e o que foi encontrado.',
    },
    warningUrgent: {
      name: 'Alerta urgente',
      subject: 'Urgente: remessa a inspecionar',
      body:
        '**Urgente.** A remessa abaixo é esperada em breve. Solicita-se a sua retenção até à ' +
        'inspeção.\n\n{fields}\n\nQueiram confirmar a receção de imediato.',
    },
    feedbackPlanned: {
      name: 'Será aberta',
      subject: 'Será aberta',
      body: 'O vosso alerta foi recebido. A remessa será aberta à chegada.\n\n{fields}\n\nO resultado será comunicado.',
    },
    feedbackNothing: {
      name: 'Aberta, nada encontrado',
      subject: 'Aberta, nada encontrado',
      body:
        'A remessa foi aberta e inspecionada. As mercadorias correspondem à declaração; nada foi ' +
        'encontrado.\n\n{fields}\n\nA remessa foi desalfandegada.',
    },
    feedbackHit: {
      name: 'Resultado positivo',
      subject: 'Resultado positivo',
      body: 'A remessa foi aberta e a suspeita confirmou-se.\n\n{fields}\n\nSeguir-se-á uma mensagem de Apreensão.',
    },
    seizure: {
      name: 'Apreensão',
      subject: 'Apreensão',
      body:
        'Foram apreendidas as seguintes mercadorias.\n\n{fields}\n\nComo foram descobertas:\n\n- ' +
        '\n\nAmostras e fotografias:\n\n- ',
    },
    question: {
      name: 'Pergunta sobre uma remessa',
      subject: 'Pergunta sobre uma remessa',
      body:
        'Poderiam informar-nos o que se conhece da seguinte remessa ou empresa?\n\n- \n\nAgradecíamos a ' +
        'vossa resposta até …',
    },
    reminder: {
      name: 'Lembrete',
      subject: 'Lembrete: resposta pendente',
      body: 'Aguardamos ainda resposta à nossa mensagem. Queiram informar-nos do andamento do assunto.',
    },
    daily: {
      name: 'Resumo do dia',
      subject: 'Resumo do dia',
      body: 'Resumo do dia:\n\n- Alertas enviados: \n- Retornos recebidos: \n- Apreensões: \n- Sem resposta: ',
    },
    opening: {
      name: 'Início da operação',
      subject: 'Início da operação',
      body:
        'A fase operacional começa hoje. Queiram confirmar que o vosso ponto de contacto está de serviço e ' +
        'enviar todas as mensagens neste grupo.',
    },
    closing: {
      name: 'Fim da operação',
      subject: 'Fim da operação',
      body:
        'A fase operacional termina hoje. Queiram responder a todos os alertas abertos e comunicar as ' +
        'últimas apreensões até …',
    },
  },
  labels: {
    product: 'Mercadoria',
    quantity: 'Quantidade',
    country: 'País',
    placeName: 'Local',
    departure: 'Partida',
    transit: 'Trânsito',
    destination: 'Destino',
    transport: 'Meio de transporte',
    coverLoad: 'Declarado como',
    concealment: 'Dissimulação',
    vessel: 'Navio',
    voyage: 'Viagem ou voo',
    containerNo: 'Contentor',
    expectedPlace: 'Esperado em',
    expectedOn: 'Data prevista',
    answerBy: 'Resposta até',
  },
};
