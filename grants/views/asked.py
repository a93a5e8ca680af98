"""The forms that a second person decides with."""

from grants.forms.proposal_form import DeclineForm, OnBehalfForm, ProposalForm, ReadForm

Asked = ProposalForm | DeclineForm | OnBehalfForm | ReadForm
